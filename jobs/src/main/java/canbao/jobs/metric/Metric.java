package canbao.jobs.metric;

import canbao.jobs.anomaly.Point;

/**
 * One number of a night.
 *
 * @param division six digits of a city, or {@code 440000} for the province
 */
record Metric(MetricName name, String division, Point point) {}
