"""What people are doing when they ask: the library is grouped by it, in this order."""

TASKS = (
    "Plan and follow up actions",
    "Judge ratings and evidence",
    "Know services and contracts",
    "Work with partners and boards",
    "Use numbers and outcomes",
    "Check the document and the data",
)
