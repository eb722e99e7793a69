"""What is published, described for programs: DCAT 3 as DCAT-AP 3 wants it, VoID, and the SPARQL service.

::

    /exports            dcat:Catalog
    /exports/latest     dcat:Dataset, void:Dataset: what is served now, with its statistics
    /exports/ID         dcat:Dataset: a version of it that is kept; its files are distributions
    /sparql, /queries   dcat:DataService

Everything has an IRI, so that the same catalogue is the same bytes, and each of ours leads somewhere. Nothing is said that is not
so: where the data state no licence, there is none here, and what they do say of rights is repeated.
"""

from __future__ import annotations

from itertools import chain

from rdflib import Graph

from graphapp.exports.catalogue.datasets import describe_catalogue, describe_dataset, describe_version
from graphapp.exports.catalogue.holdings import Holdings
from graphapp.exports.catalogue.services import describe_services
from graphapp.exports.catalogue.statistics import describe_statistics
from graphapp.exports.catalogue.terms import ADMS, SD, SPDX, VOID
from graphapp.namespaces import bind_prefixes


def catalogue(holdings: Holdings) -> Graph:
    """The catalogue of *holdings*."""
    graph = bind_prefixes(Graph())
    for prefix, namespace in (("void", VOID), ("sd", SD), ("spdx", SPDX), ("adms", ADMS)):
        graph.bind(prefix, namespace)
    for triple in chain(
        describe_catalogue(holdings),
        describe_dataset(holdings),
        *(describe_version(holdings, item) for item in holdings.versions),
        describe_statistics(holdings),
        describe_services(holdings),
    ):
        graph.add(triple)
    return graph
