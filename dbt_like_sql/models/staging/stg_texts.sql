-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        doc_id,
        text
    from {{ source('serai', 'texts') }}
)

select * from source
