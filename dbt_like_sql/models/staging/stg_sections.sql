-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        section_id,
        doc_id,
        ordinal,
        level,
        number,
        heading,
        kind,
        char_start,
        char_end,
        section_end
    from {{ source('serai', 'sections') }}
)

select * from source
