-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        doc_id,
        recommendation_id,
        entity_id,
        role
    from {{ source('serai', 'recommendation_entities') }}
)

select * from source
