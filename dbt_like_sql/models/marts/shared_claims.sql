-- Which claims does more than one document make? Claims that name the same two things are compared by their words.
-- A pair of things that very many claims name tells too little to compare by, and is passed over.
with

claims as (
    select * from {{ ref('stg_claims') }}
),

claim_entities as (
    select distinct
        claim_id,
        doc_id,
        entity_id
    from {{ ref('stg_claim_entities') }}
),

worded as (
    select
        claim_id,
        doc_id,
        claim_type,
        text,
        list_distinct(
            list_filter(regexp_extract_all(lower(text), '[a-z]{3,}'), lambda word: word not in ('the', 'and', 'for'))
        ) as words
    from claims
),

keyed as (
    select
        a.claim_id,
        a.doc_id,
        a.entity_id as entity_id_a,
        b.entity_id as entity_id_b
    from claim_entities as a
    inner join claim_entities as b on a.claim_id = b.claim_id and a.entity_id < b.entity_id
),

telling_keys as (
    select
        entity_id_a,
        entity_id_b
    from keyed
    group by entity_id_a, entity_id_b
    having count(*) <= 500 and count(distinct doc_id) > 1
),

telling as (
    select keyed.*
    from keyed
    inner join telling_keys
        on keyed.entity_id_a = telling_keys.entity_id_a and keyed.entity_id_b = telling_keys.entity_id_b
),

pairs as (
    select
        a.claim_id as claim_id_a,
        b.claim_id as claim_id_b,
        count(*) as n_shared_pairs
    from telling as a
    inner join telling as b
        on a.entity_id_a = b.entity_id_a and a.entity_id_b = b.entity_id_b and a.doc_id < b.doc_id
    group by a.claim_id, b.claim_id
),

compared as (
    select
        pairs.claim_id_a,
        pairs.claim_id_b,
        a.doc_id as doc_id_a,
        b.doc_id as doc_id_b,
        a.claim_type as claim_type_a,
        b.claim_type as claim_type_b,
        a.text as claim_a,
        b.text as claim_b,
        pairs.n_shared_pairs,
        len(list_intersect(a.words, b.words)) / len(list_distinct(list_concat(a.words, b.words))) as word_overlap
    from pairs
    inner join worded as a on pairs.claim_id_a = a.claim_id
    inner join worded as b on pairs.claim_id_b = b.claim_id
),

shared as (
    select * from compared
    where word_overlap >= 0.35
)

select * from shared
