/**
 * Workbooks for spreadsheets (XLSX): sheets of cells go in, bytes come out, the same for the same
 * cells. Knows no Spark and no insurance.
 */
package canbao.jobs.workbook;
