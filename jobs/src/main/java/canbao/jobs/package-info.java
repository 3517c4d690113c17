/** The jobs of Canbao, one package a family of tables. */
package canbao.jobs;
