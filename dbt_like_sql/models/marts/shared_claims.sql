-- Which claims does more than one document make? A pair names the same three things, or the same two in much the
-- same words.
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

pairs as (
    select
        a.claim_id as claim_id_a,
        b.claim_id as claim_id_b,
        count(*) as n_shared_entities
    from claim_entities as a
    inner join claim_entities as b
        on a.entity_id = b.entity_id and a.doc_id < b.doc_id
    group by a.claim_id, b.claim_id
    having count(*) >= 2
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
        pairs.n_shared_entities,
        len(list_intersect(a.words, b.words)) / least(len(a.words), len(b.words)) as word_overlap
    from pairs
    inner join worded as a on pairs.claim_id_a = a.claim_id
    inner join worded as b on pairs.claim_id_b = b.claim_id
),

shared as (
    select * from compared
    where
        word_overlap >= 0.5
        or (n_shared_entities >= 3 and word_overlap >= 0.3)
)

select * from shared
