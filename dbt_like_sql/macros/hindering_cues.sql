{#- The cues by which a cause stands in the way of its effect. Cues of lessening (reduce, avoid, eliminate, solve) are not
    among them: what they act on is often the trouble itself. VerbNet 3.4 classes 67 (forbid) and 44 (destroy) and their
    nouns, as far as the extractor's cues have them. -#}
{% macro hindering_cues() -%}
    (
        'hinder', 'hamper', 'impede', 'restrict', 'constrain', 'inhibit', 'obstruct', 'block', 'undermine', 'weaken',
        'damage', 'harm', 'hurt', 'impair', 'cripple', 'disrupt', 'erode', 'threaten', 'jeopardise', 'jeopardize',
        'endanger', 'deter', 'discourage', 'delay', 'slow', 'slow down', 'stall', 'stifle', 'thwart', 'dampen', 'stunt',
        'suppress', 'depress', 'restrain', 'hold back', 'hold down', 'set back', 'weigh', 'weigh down', 'squeeze',
        'burden', 'choke', 'choke off', 'crowd out', 'complicate', 'distort', 'destabilise', 'destabilize', 'obstacle',
        'barrier', 'bottleneck', 'constraint', 'impediment', 'hindrance', 'hurdle', 'drag', 'brake', 'deterrent',
        'disincentive', 'threat', 'detrimental', 'harmful'
    )
{%- endmacro %}
