-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        date_id,
        doc_id,
        sentence_id,
        surface,
        start,
        "end",
        granularity,
        char_start,
        char_end
    from {{ source('serai', 'dates') }}
)

select * from source
