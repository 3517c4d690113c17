"""Splink on DuckDB over rows of people, as a peer of the weighed links (links.py --splink).

Splink has no rules of ours: no repaired numbers, no relations that changed hands. It is given what
both sides say (number, name, birth, sex, cities), trains u on random pairs and m by EM in blocks,
and each person asked about is linked to the likeliest person of the population.
"""

from __future__ import annotations

import logging

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

COLUMNS = ["unique_id", "number", "name", "birth", "sex", "cities"]
THRESHOLDS = (0.5, 0.9, 0.99, 0.9999)


def frame(rows: list[list[str]]) -> pd.DataFrame:
    people = pd.DataFrame(rows, columns=COLUMNS).replace("", None)
    people["name"] = people["name"].str.replace(r"[\s\u200b\u200d\ufeff]", "", regex=True)
    people["city"] = people["cities"].str.split("/").str[0]
    people["initial"] = people["name"].str[:1]
    return people


def links(asked: list[list[str]], population: list[list[str]]) -> list[tuple[float, set[tuple[str, str]]]]:
    """Pairs (asked, person of the population) by the probability that they need."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.LevenshteinAtThresholds("number", [1, 2, 3]),
            cl.LevenshteinAtThresholds("name", [1]).configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("birth", [1]),
            cl.ExactMatch("sex"),
            cl.ExactMatch("city"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("name", "birth"),
            block_on("name", "city"),
            block_on("birth", "city"),
            block_on("birth", "initial"),
            block_on("substr(number, 1, 12)"),
            block_on("substr(number, 7, 12)"),
        ],
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker([frame(asked), frame(population)], settings, db_api=DuckDBAPI())
    linker.training.estimate_probability_two_random_records_match(
        [block_on("name", "birth"), block_on("substr(number, 1, 17)")], recall=0.8
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=4e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "birth"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth", "city"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("name", "city"))
    found = linker.inference.predict(threshold_match_probability=THRESHOLDS[0])
    pairs = found.as_pandas_dataframe()
    mine = {row[0] for row in asked}
    is_left = pairs["unique_id_l"].isin(mine)
    pairs["source"] = pairs["unique_id_l"].where(is_left, pairs["unique_id_r"])
    pairs["target"] = pairs["unique_id_r"].where(is_left, pairs["unique_id_l"])
    pairs = pairs.sort_values(["match_probability", "target"], ascending=[False, True])
    best = pairs.drop_duplicates("source")
    return [
        (
            threshold,
            {(str(row.source), str(row.target)) for row in best[best["match_probability"] >= threshold].itertuples()},
        )
        for threshold in THRESHOLDS
    ]
