-- Who should do what, how firmly, on which theme, and where it is said?
with

recommendations as (
    select * from {{ ref('stg_recommendations') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

entities as (
    select * from {{ ref('stg_entities') }}
),

sentences as (
    select * from {{ ref('stg_sentences') }}
),

by_actor as (
    select
        recommendations.recommendation_id,
        coalesce(entities.name, recommendations.actor, '(nobody named)') as actor_name,
        recommendations.actor,
        recommendations.actor_class,
        recommendations.actor_entity_id,
        entities.code as actor_code,
        recommendations.strength,
        recommendations.action,
        recommendations.action_verb,
        recommendations.goal,
        recommendations.themes,
        recommendations.doc_id,
        documents.title,
        sentences.text as sentence,
        recommendations.char_start,
        recommendations.char_end,
        recommendations.score
    from recommendations
    inner join documents on recommendations.doc_id = documents.doc_id
    inner join sentences on recommendations.sentence_id = sentences.sentence_id
    left join entities on recommendations.actor_entity_id = entities.entity_id
)

select * from by_actor
