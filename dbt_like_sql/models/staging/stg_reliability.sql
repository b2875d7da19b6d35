-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        table_name,
        score_low,
        score_high,
        n_rows,
        predicted,
        observed
    from {{ source('serai', 'reliability') }}
)

select * from source
