-- Generated from schemas/ by `python -m schemas`; edits are lost.
with

source as (
    select
        reject_id,
        run_id,
        doc_id,
        source_path,
        stage,
        table_name,
        reason,
        detail,
        payload,
        rejected_at
    from {{ source('serai', 'rejects') }}
)

select * from source
