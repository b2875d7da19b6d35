-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        exhibit_id,
        doc_id,
        label,
        number,
        caption,
        n_references,
        char_start,
        char_end
    from {{ source('serai', 'exhibits') }}
)

select * from source
