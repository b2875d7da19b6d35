-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        recommendation_id,
        doc_id,
        sentence_id,
        actor,
        actor_entity_id,
        actor_class,
        action,
        action_verb,
        strength,
        goal,
        themes,
        char_start,
        char_end,
        score
    from {{ source('serai', 'recommendations') }}
)

select * from source
