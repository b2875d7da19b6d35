-- Every mart holds the rows that it stands for, each once, with the values that the tables give: no row is returned.
with

claims as (
    select * from {{ ref('stg_claims') }}
),

links as (
    select * from {{ ref('stg_causal_links') }}
),

recommendations as (
    select * from {{ ref('stg_recommendations') }}
),

figures as (
    select * from {{ ref('stg_figures') }}
),

dates as (
    select * from {{ ref('stg_dates') }}
),

sentences as (
    select * from {{ ref('stg_sentences') }}
),

mentions as (
    select * from {{ ref('stg_mentions') }}
),

entities as (
    select * from {{ ref('stg_entities') }}
),

-- what a mart must hold and what it holds, as one text a row
wanted as (
    select
        'recommendations_by_actor' as mart,
        concat_ws('|', recommendation_id, doc_id, actor, actor_entity_id, action, strength, goal) as what
    from recommendations
    union all
    select
        'figures_quoted' as mart,
        concat_ws('|', figure_id, doc_id, value, value_high, unit, measure, period_start, safe_to_sum) as what
    from figures
    where is_statistic
    union all
    select
        'cause_effect' as mart,
        concat_ws('|', links.link_id, links.doc_id, links.cause, links.effect, links.polarity, claims.text) as what
    from links
    inner join claims on links.claim_id = claims.claim_id
    union all
    select
        'timeline' as mart,
        concat_ws('|', date_id, doc_id, start, "end", granularity) as what
    from dates
    union all
    select
        'silent_sentences' as mart,
        concat_ws('|', sentence_id, silence_reason) as what
    from sentences
    where silence_reason is not null
    union all
    select
        'entity_profile' as mart,
        concat_ws('|', entity_id, name, entity_type, code, n_mentions, n_documents) as what
    from entities
    union all
    select
        'document_card: figures' as mart,
        concat_ws('|', doc_id, count(*), count(*) filter (where is_statistic)) as what
    from figures
    group by doc_id
    union all
    select
        'document_card: claims' as mart,
        concat_ws('|', doc_id, count(*), count(*) filter (where certainty = 'hedged')) as what
    from claims
    group by doc_id
    union all
    select
        'document_card: mentions' as mart,
        concat_ws('|', doc_id, count(*), count(distinct entity_id)) as what
    from mentions
    group by doc_id
    union all
    select
        'document_card: recommendations' as mart,
        concat_ws('|', doc_id, count(*)) as what
    from recommendations
    group by doc_id
    union all
    select
        'entity_profile: claims' as mart,
        concat_ws('|', entity_id, count(distinct claim_id)) as what
    from {{ ref('stg_claim_entities') }}
    group by entity_id
    union all
    select
        'entity_profile: recommendations' as mart,
        concat_ws('|', entity_id, count(distinct recommendation_id)) as what
    from {{ ref('stg_recommendation_entities') }}
    group by entity_id
    union all
    select
        'entity_profile: figures' as mart,
        concat_ws('|', entity_id, count(*)) as what
    from figures
    where entity_id is not null
    group by entity_id
),

held as (
    select
        'recommendations_by_actor' as mart,
        concat_ws('|', recommendation_id, doc_id, actor, actor_entity_id, action, strength, goal) as what
    from {{ ref('recommendations_by_actor') }}
    union all
    select
        'figures_quoted' as mart,
        concat_ws('|', figure_id, doc_id, value, value_high, unit, measure, period_start, safe_to_sum) as what
    from {{ ref('figures_quoted') }}
    union all
    select
        'cause_effect' as mart,
        concat_ws('|', link_id, doc_id, cause, effect, polarity, claim) as what
    from {{ ref('cause_effect') }}
    union all
    select
        'timeline' as mart,
        concat_ws('|', date_id, doc_id, start_date, end_date, granularity) as what
    from {{ ref('timeline') }}
    union all
    select
        'silent_sentences' as mart,
        concat_ws('|', sentence_id, silence_reason) as what
    from {{ ref('silent_sentences') }}
    union all
    select
        'entity_profile' as mart,
        concat_ws('|', entity_id, name, entity_type, code, n_mentions, n_documents) as what
    from {{ ref('entity_profile') }}
    union all
    select
        'document_card: figures' as mart,
        concat_ws('|', doc_id, n_figures, n_statistics) as what
    from {{ ref('document_card') }}
    where n_figures > 0
    union all
    select
        'document_card: claims' as mart,
        concat_ws('|', doc_id, n_claims, n_claims_hedged) as what
    from {{ ref('document_card') }}
    where n_claims > 0
    union all
    select
        'document_card: mentions' as mart,
        concat_ws('|', doc_id, n_mentions, n_entities) as what
    from {{ ref('document_card') }}
    where n_mentions > 0
    union all
    select
        'document_card: recommendations' as mart,
        concat_ws('|', doc_id, n_recommendations) as what
    from {{ ref('document_card') }}
    where n_recommendations > 0
    union all
    select
        'entity_profile: claims' as mart,
        concat_ws('|', entity_id, n_claims) as what
    from {{ ref('entity_profile') }}
    where n_claims > 0
    union all
    select
        'entity_profile: recommendations' as mart,
        concat_ws('|', entity_id, n_recommendations) as what
    from {{ ref('entity_profile') }}
    where n_recommendations > 0
    union all
    select
        'entity_profile: figures' as mart,
        concat_ws('|', entity_id, n_figures) as what
    from {{ ref('entity_profile') }}
    where n_figures > 0
),

missing as (
    select * from wanted
    except all
    select * from held
),

surplus as (
    select * from held
    except all
    select * from wanted
),

twice as (
    select
        'obstacles_answered' as mart,
        concat_ws('|', link_id, recommendation_id) as what
    from {{ ref('obstacles_answered') }}
    group by all
    having count(*) > 1
    union all
    select
        'shared_claims' as mart,
        concat_ws('|', claim_id_a, claim_id_b) as what
    from {{ ref('shared_claims') }}
    group by all
    having count(*) > 1
),

wrong as (
    select
        mart,
        'missing' as fault,
        what
    from missing
    union all
    select
        mart,
        'too many' as fault,
        what
    from surplus
    union all
    select
        mart,
        'twice' as fault,
        what
    from twice
)

select * from wrong
