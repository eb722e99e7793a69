"""The header of a saved question: what it says is read, and what is wrong in it is named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.errors import SourceFault
from graphapp.queries.header import Column, ColumnType, Parameter, ParameterType, read_query
from graphapp.resources import folder
from tests.queries.sample import QUESTION, line, saved


def test_a_header_says_what_the_question_is(tmp_path: Path) -> None:
    query = saved(tmp_path)
    assert (query.name, query.file) == ("services-of-sector", tmp_path / "services-of-sector.rq")
    assert query.title == "Services of a sector"
    assert query.description == "Lists the services of a sector."
    assert query.cannot_tell.startswith("Whether they are any good")
    assert (query.audience, query.tags) == (("partner", "strategist"), ("services",))
    assert query.sparql == QUESTION


def test_a_gap_says_what_it_takes(tmp_path: Path) -> None:
    sector = saved(tmp_path).parameter("sector")
    assert sector == Parameter("sector", "Sector", ParameterType.CONCEPT, "One of three.", False, "health", "sector", {})


def test_a_gap_that_says_little_gets_a_label_and_a_variable_from_its_name(tmp_path: Path) -> None:
    most = saved(tmp_path).parameter("most-shown")
    assert most is not None
    assert (most.label, most.variable, most.help, most.default) == ("Most shown", "most_shown", "", None)


def test_a_gap_has_to_be_filled_unless_it_has_a_default_or_says_otherwise(tmp_path: Path) -> None:
    text = QUESTION.replace('class: "sef:Partner", required: false', 'class: "sef:Partner"')
    required = {item.name: item.required for item in saved(tmp_path, text).parameters}
    assert required == {"sector": False, "partner": True, "size": False, "wider": False, "most-shown": False}


def test_a_default_of_a_switch_is_the_word_that_stands_in_addresses(tmp_path: Path) -> None:
    wider = saved(tmp_path).parameter("wider")
    assert wider is not None
    assert wider.default == "false"


def test_a_choice_has_its_values_with_their_labels(tmp_path: Path) -> None:
    size = saved(tmp_path).parameter("size")
    assert size is not None
    assert size.choices == {"small": "Small", "large": "Large"}


def test_a_column_that_says_nothing_is_text_under_its_own_name(tmp_path: Path) -> None:
    columns = saved(tmp_path).columns
    assert columns[0] == Column("service", "Service", ColumnType.THING)
    assert columns[-1] == Column("remark", "Remark", ColumnType.TEXT)


def test_there_is_no_parameter_of_another_name(tmp_path: Path) -> None:
    assert saved(tmp_path).parameter("colour") is None


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({}, "Which services are in …?"),
        ({"sector": "Health"}, "Which services are in Health?"),
        ({"sector": "Health", "partner": "Tiny Trust"}, "Which services are in Health, provided by Tiny Trust?"),
        ({"sector": "Health", "size": "small", "wider": "others"}, "Which services are in Health, small ones or others?"),
    ],
)
def test_the_sentence_leaves_out_what_is_empty(tmp_path: Path, filled: dict[str, str], sentence: str) -> None:
    assert saved(tmp_path).sentence(filled) == sentence


def test_a_question_needs_no_parameters(tmp_path: Path) -> None:
    start, rest = QUESTION.split("#+ parameters:\n")
    text = start.replace("{sector}[, provided by {partner}][, {size} ones][ or {wider}][, at most {most-shown}]", "all")
    query = saved(tmp_path, f"{text}#+ columns:\n{rest.partition('#+ columns:')[2].lstrip()}")
    assert query.parameters == ()
    assert query.sentence({"unknown": "value"}) == "Which services are in all?"


WITHOUT_HEADER = QUESTION[QUESTION.index("PREFIX") :]

BAD = [
    # what is replaced, by what, what the message says, and the words of the line that it names
    (QUESTION, "", "begins with a header", None),
    (QUESTION, WITHOUT_HEADER, "begins with a header", "PREFIX foaf"),
    (QUESTION, "\n" + QUESTION, "begins with a header", None),
    (QUESTION, "#+ just words\nSELECT * {}", "has to be “name: value” lines", "just words"),
    (QUESTION, "#+ [a, list]\nSELECT * {}", "has to be “name: value” lines", "a, list"),
    ("tags: [services]", "tags: [services", "is not YAML", "parameters:"),
    ("title: Services", "title: Services: all", "is not YAML", "title:"),
    ("title: Services", "title: \a", "is not YAML", "title:"),
    ("#+ title: Services of a sector\n", "", "lacks title", "question:"),
    ("#+ tags: [services]\n#+ p", "#+ tags: []\n#+ p", "lacks tags", "title:"),
    ("#+ audience: [partner, strategist]\n#+ tags: [services]\n", "", "lacks tags, audience", "title:"),
    ("audience:", "audiense: x\n#+ audience:", "there is no field “audiense”; there are .* Did you mean audience?", "audiense"),
    ("audience:", "2015: x\n#+ audience:", "there is no field “2015”", "2015"),
    ("audience:", "'owner': x\n#+ audience:", "there is no field “owner”", "'owner'"),
    ("title: Services of a sector", "title: [a, b]", "“title” has to be text", "title:"),
    ("description: Lists the services of a sector.", "description: 2015", "“description” has to be text", "description:"),
    ("cannot_tell: Whether", "cannot_tell: [a, b] #", "“cannot_tell” has to be text", "cannot_tell:"),
    ("tags: [services]", "tags: services", r"“tags” has to be a list, such as \[one, two\]", "tags:"),
    ("#+   remark: {}", "#+   remark:", "“remark” has to be a name with “name: value” pairs", "remark:"),
    ("#+   remark: {}", "#+   1: {}", "“1” has to be a name", "1: {}"),
    ("remark: {}", "remark: {type: picture}", "no column type for “remark” “picture”; there are thing, text", "remark:"),
    ("remark: {}", "remark: {type: nmber}", "Did you mean number?", "remark:"),
    ("#+   sector: {label: Sector, type: concept,", "#+   sector: Health #", "“sector” has to be a name with", "sector: Health"),
    ("type: concept, ", "", "no parameter type for “sector” “”; there are concept, thing", "sector:"),
    ("type: concept", "type: concpt", "“concpt”.* Did you mean concept?", "sector:"),
    ("scheme: sector, ", "", "“sector” does not say where its values come from", "sector:"),
    ('class: "sef:Partner", ', "", "“partner” does not say where its values come from", "partner:"),
    (", choices: {small: Small, large: Large}", "", "“size” is a choice without “choices:”", "size:"),
    ("{small: Small, large: Large}", "[small, large]", "“size” is a choice without “choices:”", "size:"),
    ("[, {size} ones]", "[, {colour} ones]", "gap {colour} that is no parameter", "question:"),
]


@pytest.mark.parametrize(("old", "new", "says", "where"), BAD)
def test_a_bad_header_is_named_with_file_and_line(tmp_path: Path, old: str, new: str, says: str, where: str | None) -> None:
    text = QUESTION.replace(old, new, 1)
    assert text != QUESTION
    with pytest.raises(SourceFault, match=says) as fault:
        saved(tmp_path, text)
    assert fault.value.file == tmp_path / "services-of-sector.rq"
    assert fault.value.line == (line(text, where) if where else 1)


def test_a_whole_list_where_pairs_are_expected_is_named_with_its_line(tmp_path: Path) -> None:
    text = QUESTION[: QUESTION.index("#+ columns:")] + "#+ columns: [service]\nSELECT ?service {}"
    with pytest.raises(SourceFault, match="“columns” has to be “name: value” pairs") as fault:
        saved(tmp_path, text)
    assert fault.value.line == line(text, "columns:")


def test_a_parameter_written_inside_one_line_is_named_with_that_line(tmp_path: Path) -> None:
    start, rest = QUESTION.split("#+ parameters:\n")
    text = f"{start}#+ parameters: {{sector: {{type: concept}}}}\n#+ columns:\n{rest.partition('#+ columns:')[2].lstrip()}"
    with pytest.raises(SourceFault, match="“sector” does not say where") as fault:
        saved(tmp_path, text)
    assert fault.value.line == line(text, "parameters:")


def test_a_name_that_is_written_in_a_way_of_its_own_is_looked_for_below_its_field(tmp_path: Path) -> None:
    text = QUESTION.replace("#+   remark: {}", "#+   ? remark\n#+   : {type: picture}")
    with pytest.raises(SourceFault, match="“picture”") as fault:
        saved(tmp_path, text)
    assert fault.value.line == line(text, "columns:")


def test_a_file_that_is_not_utf_8_is_named_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "latin.rq"
    file.write_bytes("#+ title: one\n#+ question: où\n".encode("latin-1"))
    with pytest.raises(SourceFault, match="not text in UTF-8") as fault:
        read_query(file)
    assert fault.value.line == 2


@pytest.mark.parametrize("file", sorted(folder("queries").glob("*.rq")), ids=lambda file: file.stem)
def test_the_questions_of_the_project_have_good_headers(file: Path) -> None:
    query = read_query(file)
    assert query.sentence({}).endswith("?")
    assert all(parameter.label for parameter in query.parameters)
    assert all(column.label for column in query.columns)
