/** The domain's functions: plain static Java, null in, null out, exposed to Spark SQL once. */
package canbao.udfs;
