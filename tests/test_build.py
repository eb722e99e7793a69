"""The whole flow: what a build publishes, and what it leaves alone when it fails."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphapp import build as flow
from graphapp import inputs
from graphapp.cli import main
from graphapp.errors import CheckFailed, NotThisDocument, SourceFault
from graphapp.graph import reason
from graphapp.graph.findings import Severity, blocking, unexplained
from graphapp.queries.guard.offering import report_of
from graphapp.queries.guard.trial import try_questions
from graphapp.queries.guard.verdicts import Report, Verdict
from graphapp.resources import folder
from graphapp.settings import Settings
from graphapp.store.versions import current_version
from tests.published import Published


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of ontology, data and questions that a test may damage; the build takes it for the real one."""
    for name in ("ontology", "data", "queries"):
        shutil.copytree(folder(name), tmp_path / name)
    for module in (flow, inputs):
        monkeypatch.setattr(module, "folder", lambda name: tmp_path / name)
    monkeypatch.setattr(reason, "find_java", lambda: None)
    monkeypatch.setattr(flow, "try_questions", lambda *_: Report({}))
    return tmp_path


@pytest.fixture
def tried(copied: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, with the questions being tried, which takes as long as all the rest."""
    monkeypatch.setattr(flow, "try_questions", try_questions)
    return copied


def test_the_published_edition_has_no_violation_and_no_unexplained_warning(published: Published) -> None:
    assert published.examined.count(Severity.VIOLATION) == 0
    assert not unexplained(published.examined.findings), "explain it with a skos:editorialNote on the record, or mend it"


def test_hermit_agrees_or_says_that_it_was_left_out(published: Published) -> None:
    if reason.find_java() is None:
        assert "no Java" in published.examined.hermit
    else:
        assert published.examined.hermit.startswith("consistent")


def test_the_same_inputs_are_known_again(published: Published) -> None:
    assert inputs.is_current(published.settings)
    assert not inputs.is_current(Settings(base_iri="https://elsewhere.example/", home=published.settings.home))


def test_a_changed_question_makes_another_version(published: Published, copied: Path) -> None:
    """Questions are published as data, so what they say is an input like any other."""
    assert inputs.is_current(published.settings)
    query = copied / "queries" / "reviews.rq"
    query.write_text(query.read_text().replace("Reviews and what they examine", "Reviews"))
    assert not inputs.is_current(published.settings)


def test_nothing_is_concluded_from_a_question(published: Published) -> None:
    for quad in published.store.quads():
        if quad.graph.endswith("/inferred"):
            assert not [term for term in quad[:3] if "/id/question/" in term], quad


@pytest.mark.usefixtures("copied")
def test_without_java_the_build_goes_on_and_says_so(tmp_path: Path) -> None:
    version, examined = flow.build(Settings(home=str(tmp_path / "home")))
    assert "no Java" in examined.hermit
    assert version.folder.is_dir()


@pytest.mark.usefixtures("copied")
def test_each_step_is_shown_with_what_it_counted() -> None:
    shown: list[tuple[str, str]] = []

    @contextmanager
    def step(title: str) -> Iterator[object]:
        yield lambda count: shown.append((title, count))

    flow.examine(Settings(), step=step)  # type: ignore[arg-type]
    assert len(shown) >= 5
    assert all(count for _, count in shown)


def test_a_failed_check_leaves_the_published_version_alone(copied: Path, tmp_path: Path) -> None:
    settings = Settings(home=str(tmp_path / "home"))
    before, _ = flow.build(settings)
    contracts = copied / "data" / "hampshire-2015" / "contracts.ttl"
    contracts.write_text(contracts.read_text().replace("skos:prefLabel", "skos:hiddenLabel", 1))
    with pytest.raises(CheckFailed, match="Nothing was published"):
        flow.build(settings)
    assert current_version(settings.home_folder).manifest == before.manifest


def test_a_damaged_turtle_file_is_named_with_its_line(copied: Path) -> None:
    services = copied / "data" / "hampshire-2015" / "services.ttl"
    services.write_text(services.read_text().replace(" ;\n", "\n", 1))
    with pytest.raises(SourceFault, match=r"services\.ttl, line \d+: this is not Turtle"):
        flow.examine(Settings())


def test_a_term_that_does_not_exist_is_named_with_the_nearest(copied: Path) -> None:
    services = copied / "data" / "hampshire-2015" / "services.ttl"
    services.write_text(services.read_text().replace("a sef:Service", "a sef:Servise", 1))
    found = [str(finding) for finding in flow.examine(Settings()).findings]
    assert any("no term sef:Servise. Did you mean sef:Service?" in finding for finding in found)


def test_a_thing_that_does_not_exist_is_named_with_the_nearest(copied: Path) -> None:
    area = copied / "data" / "hampshire-2015" / "areas" / "10-transition.ttl"
    area.write_text(area.read_text().replace("<def/theme/transition-to-adulthood>", "<def/theme/transition-to-adulthod>", 1))
    found = [str(finding) for finding in flow.examine(Settings()).findings]
    assert any("Did you mean def/theme/transition-to-adulthood?" in finding for finding in found)


GOLDEN = Path("queries") / "golden" / "hampshire-2015" / "rows-to-improve.csv"


def test_a_faulty_question_and_one_with_another_answer_stop_no_build_and_are_not_offered(tried: Path, tmp_path: Path) -> None:
    query, golden = tried / "queries" / "reviews.rq", tried / GOLDEN
    query.write_text(query.read_text().replace("SELECT ?review", "SELEKT ?review", 1))
    golden.write_text(golden.read_text().replace("3b,partly", "3b,wholly"))
    settings = Settings(home=str(tmp_path / "home"))
    version, examined = flow.build(settings)
    found = [str(finding) for finding in blocking(examined.findings)]
    assert any("reviews.rq, line" in finding and "does not parse" in finding for finding in found)
    assert any("lacks 1 row (3b, wholly, Complex needs" in finding for finding in found)
    assert list(examined.questions.withheld) == ["reviews", "rows-to-improve"]
    assert report_of(version) == examined.questions
    assert inputs.is_current(settings), "serving would not make it better"


FAULTY = Report.of([Verdict("reviews", "", "2015-11-01T10:00:00+00:00", problem="reviews.rq: an answer takes too long.")])


def test_a_question_that_was_kept_back_by_chance_is_offered_after_the_next_build(
    copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=str(tmp_path / "home"))
    with monkeypatch.context() as patched:
        patched.setattr(flow, "try_questions", lambda *_: FAULTY)
        before, _ = flow.build(settings)
    assert inputs.is_current(settings)
    after, _ = flow.build(settings)
    assert before.manifest.version.startswith(f"{after.manifest.version}-less-"), "the inputs are the same"
    assert report_of(current_version(settings.home_folder)) == Report({})
    (copied / GOLDEN).unlink()
    assert not inputs.is_current(settings), "golden answers are inputs"


@pytest.mark.usefixtures("copied")
@pytest.mark.parametrize("command", ["build", "check"])
def test_the_commands_name_what_is_not_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(flow, "try_questions", lambda *_: FAULTY)
    monkeypatch.setenv("GRAPHAPP_HOME", str(tmp_path / "home"))
    done = CliRunner().invoke(main, [command])
    assert done.exit_code == (1 if command == "check" else 0)
    assert "Not offered: reviews: reviews.rq: an answer takes too long." in done.output


def test_a_name_that_is_no_variable_is_a_finding_too(tried: Path) -> None:
    """It stands in IRIs once the question is data, and must not stop the build before it is told."""
    query = tried / "queries" / "reviews.rq"
    query.write_text(query.read_text().replace("#+   when:", '#+   "{w<h>en}":', 1))
    found = [str(finding) for finding in flow.examine(Settings()).findings]
    assert any("the column “{w<h>en}” is not among the variables of SELECT" in finding for finding in found)


@pytest.mark.usefixtures("copied")
def test_the_document_as_text_verifies_every_digest_and_covers_every_line(hampshire_text: Path) -> None:
    attachment = flow.examine(Settings(), hampshire_text).attachments["hampshire-2015"]
    assert attachment.by_place
    assert not attachment.mismatches
    assert str(attachment.coverage) == "333 of 333 non-blank lines"


@pytest.mark.usefixtures("copied")
def test_the_word_table_gives_the_same_statements(hampshire_text: Path, hampshire_word: Path) -> None:
    by_text = flow.examine(Settings(), hampshire_text).attachments["hampshire-2015"]
    by_word = flow.examine(Settings(), hampshire_word).attachments["hampshire-2015"]
    assert not by_word.by_place
    assert by_word.quotations == by_text.quotations
    assert by_word.coverage.covered_once == by_word.coverage.lines == 333


@pytest.mark.usefixtures("copied")
def test_a_changed_word_in_the_document_names_the_statement_and_both_lengths(hampshire_text: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.txt"
    changed.write_text(hampshire_text.read_text().replace("Ongoing engagement with HPCN", "Ongoing talks with HPCN"))
    findings = [str(finding) for finding in flow.examine(Settings(), changed).findings]
    (digest,) = [finding for finding in findings if "[digest]" in finding]
    assert "id/statement/hampshire-2015-1-3-further-work-" in digest
    assert "28 characters" in digest
    assert any("[coverage]" in finding for finding in findings)


@pytest.mark.usefixtures("copied")
def test_another_document_says_that_it_is_another(tmp_path: Path) -> None:
    other = tmp_path / "minutes.txt"
    other.write_text("\tRef\n" * 14)
    with pytest.raises(NotThisDocument, match="not the document that the statements were taken from"):
        flow.examine(Settings(), other)


@pytest.mark.usefixtures("copied")
def test_serving_without_the_document_keeps_a_version_that_has_it(hampshire_text: Path, tmp_path: Path) -> None:
    settings = Settings(home=str(tmp_path / "home"))
    flow.build(settings, hampshire_text)
    assert inputs.is_current(settings), "else serving would build again and lose the quotations"
    assert inputs.is_current(settings, hampshire_text)


@pytest.mark.usefixtures("copied")
def test_a_version_without_the_document_is_not_one_with_it(hampshire_text: Path, tmp_path: Path) -> None:
    settings = Settings(home=str(tmp_path / "home"))
    flow.build(settings)
    assert not inputs.is_current(settings, hampshire_text)


@pytest.mark.usefixtures("copied")
def test_quotations_stay_private(hampshire_text: Path, tmp_path: Path) -> None:
    version, examined = flow.build(Settings(home=str(tmp_path / "home")), hampshire_text)
    words = next(iter(examined.attachments["hampshire-2015"].quotations.values()))
    assert words not in (version.folder / "dataset.nq").read_text()
    assert version.manifest.private_graphs
    assert not set(version.manifest.private_graphs) & set(version.manifest.graphs)


@pytest.mark.usefixtures("copied")
def test_the_garbage_collector_is_on_again_after_a_build() -> None:
    flow.examine(Settings())
    assert gc.isenabled()
