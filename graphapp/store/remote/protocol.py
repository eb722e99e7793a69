"""The requests of the SPARQL 1.1 Protocol, as SPARQLWrapper writes them. The only module that imports it.

SPARQLWrapper's own way of sending is not used: it has no deadline, follows to other hosts, and its Digest changes what every
other request of this process does.
"""

from __future__ import annotations

import re
from urllib.request import Request

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from graphapp.errors import QueryRefused
from graphapp.store.base import Chosen

GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")

_BLANK = r"(?:\s|\#[^\n]*(?:\n|$))*"
_FORM = re.compile(
    rf"{_BLANK}(?:(?:BASE{_BLANK}|PREFIX{_BLANK}[^\s:<\#]*:{_BLANK})<[^<>]*>{_BLANK})*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b",
    re.IGNORECASE,
)
"""The prologue of a query and its form. SPARQLWrapper's own look at it takes words of comments for forms, and sends updates."""


def form_of(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE.

    :raises QueryRefused: when *query* is none of them, so that no update is ever sent for a query
    """
    form = _FORM.match(query)
    if form is None:
        raise QueryRefused("The query does not parse: SELECT, ASK, CONSTRUCT or DESCRIBE has to follow its prefixes.")
    return form[1].upper()


def query_request(url: str, query: str, form: str, seen: Chosen) -> Request:
    """The request of a *query* of *form*; the graphs *seen*, where there are any, are its dataset."""
    wrapper = _wrapper(url, query, form)
    wrapper.setReturnFormat(TURTLE if form in GRAPH_FORMS else JSON)
    for graph in seen.default:
        wrapper.addParameter("default-graph-uri", graph)
    for graph in seen.named:
        wrapper.addParameter("named-graph-uri", graph)
    return _request(wrapper)


def update_request(url: str, update: str) -> Request:
    """The request of an *update*."""
    return _request(_wrapper(url, update, "INSERT"))


def _wrapper(url: str, text: str, form: str) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(url)
    wrapper.setMethod(POST)
    wrapper.queryString, wrapper.queryType = text, form
    return wrapper


def _request(wrapper: SPARQLWrapper) -> Request:
    request: Request = wrapper._createRequest()
    return request
