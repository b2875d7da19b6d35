"""Figures that more than one document states: only the first may be added up.

What a document says of its own figures is extracted; that another one says the same is known only where documents
are put together. So the mark is made anew in every snapshot, and taken off where the other document is gone.
"""

from schemas.derive import list_columns

NOTE = "stated in another document too: "


def mark_repeats(figures: str) -> str:
    """Return SQL that marks the repeats among the rows of a query over figures.

    Two rows state the same where kind, value, unit and period are equal and their measures have the same words of
    four letters or more; without a measure nothing is compared. The first document, in the order of ids, keeps its mark.
    """
    names = ", ".join(f'"{column.name}"' for column in list_columns("figures"))
    return f"""
        with figures as (
            select * replace (
                safe_to_sum or coalesce(starts_with(sum_note, '{NOTE}'), false) as safe_to_sum,
                case when starts_with(sum_note, '{NOTE}') then null else sum_note end as sum_note
            ) from ({figures})
        ),
        worded as (
            select figure_id,
                list_sort(list_distinct(regexp_extract_all(lower(measure), '[a-z]{{4,}}'))) as words
            from figures where safe_to_sum and measure is not null
        ),
        firsts as (
            select figure_id, first_value(doc_id) over (
                partition by kind, value, value_high, unit, period_start, period_end, words order by doc_id
            ) as first_doc_id
            from figures inner join worded using (figure_id) where len(words) > 0
        ),
        marked as (
            select figures.* replace (
                safe_to_sum and coalesce(first_doc_id = doc_id, true) as safe_to_sum,
                case when first_doc_id <> doc_id then '{NOTE}' || first_doc_id else sum_note end as sum_note
            )
            from figures left join firsts using (figure_id)
        )
        select {names} from marked
    """
