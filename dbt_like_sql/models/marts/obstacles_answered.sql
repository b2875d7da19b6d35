-- Which obstacles do the documents name, and which advised actions share their words? A word that very many actions
-- have tells too little to join by, and is passed over.
with

links as (
    select * from {{ ref('cause_effect') }}
),

recommendations as (
    select * from {{ ref('stg_recommendations') }}
),

obstacles as (
    select
        link_id,
        doc_id,
        cause as obstacle,
        effect as what_it_lowers,
        list_distinct(regexp_extract_all(lower(cause), '[a-z]{5,}')) as words
    from links
    where is_obstacle
),

obstacle_words as (
    select
        link_id,
        unnest(words) as word
    from obstacles
),

action_words as (
    select
        recommendation_id,
        unnest(list_distinct(regexp_extract_all(lower(concat_ws(' ', action, goal)), '[a-z]{5,}'))) as word
    from recommendations
),

telling_words as (
    select word
    from action_words
    group by word
    having count(*) <= 1000
),

telling_obstacles as (
    select word
    from obstacle_words
    group by word
    having count(*) <= 1000
),

shared_words as (
    select
        obstacle_words.link_id,
        action_words.recommendation_id,
        count(*) as n_shared_words
    from obstacle_words
    inner join telling_obstacles on obstacle_words.word = telling_obstacles.word
    inner join telling_words on obstacle_words.word = telling_words.word
    inner join action_words on telling_words.word = action_words.word
    group by obstacle_words.link_id, action_words.recommendation_id
),

answered as (
    select
        obstacles.link_id,
        recommendations.recommendation_id,
        obstacles.obstacle,
        obstacles.what_it_lowers,
        obstacles.doc_id as obstacle_doc_id,
        recommendations.actor,
        recommendations.action,
        recommendations.goal,
        recommendations.strength,
        recommendations.doc_id as action_doc_id,
        shared_words.n_shared_words
    from shared_words
    inner join obstacles on shared_words.link_id = obstacles.link_id
    inner join recommendations on shared_words.recommendation_id = recommendations.recommendation_id
    where shared_words.n_shared_words >= least(2, len(obstacles.words))
)

select * from answered
