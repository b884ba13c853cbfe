"""The next number of a series: per kind and year, without a gap, taken inside the action that uses it."""

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session


def next_serial(
    session: Session, serial: InstrumentedAttribute[int], **same: tuple[InstrumentedAttribute[object], object]
) -> int:
    """One more than the highest ``serial`` among the rows whose columns equal the given values.

    The write lock is held, so no other clerk can take the same number; voided numbers stay and are not
    given again.
    """
    query = select(func.max(serial))
    for column, value in same.values():
        query = query.where(column == value)
    return (session.scalar(query) or 0) + 1
