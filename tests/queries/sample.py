"""A saved question with a gap of every kind, for the tests to read, damage and run."""

from __future__ import annotations

from pathlib import Path

from graphapp.queries.header import SavedQuery, read_query

QUESTION = """\
#+ title: Services of a sector
#+ question: "Which services are in {sector}[, provided by {partner}][, {size} ones][ or {wider}][, at most {most-shown}]?"
#+ description: Lists the services of a sector.
#+ cannot_tell: Whether they are any good; it says $nothing of that.
#+ task: Know services and contracts
#+ audience: [partner, strategist]
#+ tags: [services]
#+ parameters:
#+   sector: {label: Sector, type: concept, scheme: sector, default: health, help: One of three.}
#+   partner: {label: Partner, type: thing, class: "sef:Partner", required: false}
#+   size: {type: choice, required: false, choices: {small: Small, large: Large}}
#+   wider: {label: narrower sectors too, type: boolean, default: false}
#+   most-shown: {type: integer, required: false}
#+ columns:
#+   service: {label: Service, type: thing}
#+   page: {type: link}
#+   visits: {label: Visits, type: number}
#+   remark: {}
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX sef: <https://w3id.org/send-sef/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?service ?page ?visits ?remark
WHERE {
  ?service sef:inSector ?in .
  FILTER(?in = $sector || ($wider && EXISTS { ?in skos:broader $sector }))
  BIND($partner AS ?by)
  BIND($size AS ?size_wanted)
  BIND($most_shown AS ?most)
  FILTER(!BOUND(?by) || EXISTS { ?service sef:providedBy ?by })
  OPTIONAL { ?service foaf:page ?page }
  BIND(1.5 AS ?visits)
  BIND("=1+1" AS ?remark)
}
"""


def saved(folder: Path, text: str = QUESTION, name: str = "services-of-sector") -> SavedQuery:
    """The question that *text* is, saved in *folder* and read again."""
    file = folder / f"{name}.rq"
    file.write_text(text)
    return read_query(file)


def line(text: str, words: str) -> int:
    """The number of the first line of *text* that holds *words*."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)
