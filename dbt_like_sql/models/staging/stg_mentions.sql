-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        mention_id,
        entity_id,
        doc_id,
        sentence_id,
        surface,
        char_start,
        char_end,
        method,
        score
    from {{ source('serai', 'mentions') }}
)

select * from source
