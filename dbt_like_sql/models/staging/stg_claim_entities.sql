-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        doc_id,
        claim_id,
        entity_id,
        role
    from {{ source('serai', 'claim_entities') }}
)

select * from source
