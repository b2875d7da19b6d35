-- What is in a document, at a glance?
with

documents as (
    select * from {{ ref('stg_documents') }}
),

claims as (
    select * from {{ ref('stg_claims') }}
),

recommendations as (
    select * from {{ ref('stg_recommendations') }}
),

figures as (
    select * from {{ ref('stg_figures') }}
),

mentions as (
    select * from {{ ref('stg_mentions') }}
),

sentences as (
    select * from {{ ref('stg_sentences') }}
),

claims_counted as (
    select
        doc_id,
        count(*) as n_claims,
        count(*) filter (where certainty = 'hedged') as n_claims_hedged
    from claims
    group by doc_id
),

recommendations_counted as (
    select
        doc_id,
        count(*) as n_recommendations
    from recommendations
    group by doc_id
),

figures_counted as (
    select
        doc_id,
        count(*) as n_figures,
        count(*) filter (where is_statistic) as n_statistics
    from figures
    group by doc_id
),

mentions_counted as (
    select
        doc_id,
        count(*) as n_mentions,
        count(distinct entity_id) as n_entities
    from mentions
    group by doc_id
),

silent_counted as (
    select
        doc_id,
        count(*) as n_silent_sentences
    from sentences
    where silence_reason is not null
    group by doc_id
),

themes_named as (
    select
        doc_id,
        unnest(themes) as theme
    from claims
    union all
    select
        doc_id,
        unnest(themes) as theme
    from recommendations
),

themes_ranked as (
    select
        doc_id,
        theme,
        row_number() over (partition by doc_id order by count(*) desc, theme asc) as place
    from themes_named
    group by doc_id, theme
),

main_themes as (
    select
        doc_id,
        list(theme order by place asc) as main_themes
    from themes_ranked
    where place <= 3
    group by doc_id
),

carded as (
    select
        documents.doc_id,
        documents.title,
        documents.publisher,
        documents.published,
        documents.language,
        documents.is_translation,
        documents.card_status,
        documents.n_words,
        documents.n_sections,
        documents.n_sentences,
        coalesce(silent_counted.n_silent_sentences, 0) as n_silent_sentences,
        coalesce(claims_counted.n_claims, 0) as n_claims,
        coalesce(claims_counted.n_claims_hedged, 0) as n_claims_hedged,
        coalesce(recommendations_counted.n_recommendations, 0) as n_recommendations,
        coalesce(figures_counted.n_figures, 0) as n_figures,
        coalesce(figures_counted.n_statistics, 0) as n_statistics,
        coalesce(mentions_counted.n_mentions, 0) as n_mentions,
        coalesce(mentions_counted.n_entities, 0) as n_entities,
        coalesce(main_themes.main_themes, []) as main_themes
    from documents
    left join silent_counted on documents.doc_id = silent_counted.doc_id
    left join claims_counted on documents.doc_id = claims_counted.doc_id
    left join recommendations_counted on documents.doc_id = recommendations_counted.doc_id
    left join figures_counted on documents.doc_id = figures_counted.doc_id
    left join mentions_counted on documents.doc_id = mentions_counted.doc_id
    left join main_themes on documents.doc_id = main_themes.doc_id
)

select * from carded
