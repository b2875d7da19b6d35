-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        sentence_id,
        doc_id,
        section_id,
        ordinal,
        text,
        silence_reason,
        char_start,
        char_end
    from {{ source('serai', 'sentences') }}
)

select * from source
