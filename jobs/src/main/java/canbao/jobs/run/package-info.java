/** What every command shares: settings, failures, the session, the lake's lock and the log. */
package canbao.jobs.run;
