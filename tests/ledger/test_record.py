"""Keys: unique, of version 7, and in the order of their making."""

import uuid

from desktop.ledger.record import new_id


def test_keys_sort_as_they_were_made() -> None:
    """So that records taken in together keep the order of their file."""
    made = [new_id() for _ in range(5000)]
    assert len(set(made)) == 5000
    assert all(uuid.UUID(one).version == 7 and uuid.UUID(one).variant == uuid.RFC_4122 for one in made)
    heads = [one[:18] for one in made]
    assert heads == sorted(heads)
