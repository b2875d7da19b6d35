-- Which obstacles do the documents name, and which advised actions share their words?
with

links as (
    select * from {{ ref('stg_causal_links') }}
),

recommendations as (
    select * from {{ ref('stg_recommendations') }}
),

obstacles as (
    select
        link_id,
        claim_id,
        doc_id,
        cause as obstacle,
        effect as what_it_lowers,
        list_distinct(regexp_extract_all(lower(cause), '[a-z]{5,}')) as words
    from links
    where polarity = 'lowers'
),

worded as (
    select
        recommendation_id,
        doc_id,
        actor,
        action,
        goal,
        strength,
        list_distinct(regexp_extract_all(lower(concat_ws(' ', action, goal)), '[a-z]{5,}')) as words
    from recommendations
),

answered as (
    select
        obstacles.link_id,
        worded.recommendation_id,
        obstacles.obstacle,
        obstacles.what_it_lowers,
        obstacles.doc_id as obstacle_doc_id,
        worded.actor,
        worded.action,
        worded.goal,
        worded.strength,
        worded.doc_id as action_doc_id,
        len(list_intersect(obstacles.words, worded.words)) as n_shared_words
    from obstacles
    inner join worded on len(list_intersect(obstacles.words, worded.words)) >= least(2, len(obstacles.words))
    where len(obstacles.words) > 0
)

select * from answered
