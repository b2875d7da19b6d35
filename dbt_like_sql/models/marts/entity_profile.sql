-- What does the corpus say of an entity: how often, where, and in how many rows of each kind?
with

entities as (
    select * from {{ ref('stg_entities') }}
),

claim_entities as (
    select * from {{ ref('stg_claim_entities') }}
),

recommendation_entities as (
    select * from {{ ref('stg_recommendation_entities') }}
),

figures as (
    select * from {{ ref('stg_figures') }}
),

claims_counted as (
    select
        entity_id,
        count(distinct claim_id) as n_claims,
        count(distinct claim_id) filter (where role = 'subject') as n_claims_as_subject
    from claim_entities
    group by entity_id
),

recommendations_counted as (
    select
        entity_id,
        count(distinct recommendation_id) as n_recommendations,
        count(distinct recommendation_id) filter (where role = 'actor') as n_recommendations_as_actor
    from recommendation_entities
    group by entity_id
),

figures_counted as (
    select
        entity_id,
        count(*) as n_figures
    from figures
    where entity_id is not null
    group by entity_id
),

profiled as (
    select
        entities.entity_id,
        entities.name,
        entities.entity_type,
        entities.code,
        entities.code_system,
        entities.aliases,
        entities.n_mentions,
        entities.n_documents,
        coalesce(claims_counted.n_claims, 0) as n_claims,
        coalesce(claims_counted.n_claims_as_subject, 0) as n_claims_as_subject,
        coalesce(recommendations_counted.n_recommendations, 0) as n_recommendations,
        coalesce(recommendations_counted.n_recommendations_as_actor, 0) as n_recommendations_as_actor,
        coalesce(figures_counted.n_figures, 0) as n_figures
    from entities
    left join claims_counted on entities.entity_id = claims_counted.entity_id
    left join recommendations_counted on entities.entity_id = recommendations_counted.entity_id
    left join figures_counted on entities.entity_id = figures_counted.entity_id
)

select * from profiled
