import type { Finding } from '../load/problem';
import { eachOf, type Part } from './each';

/** What an objective is measured by, the load balancer counts: for hosts, which a service has to answer for. */
export function objectivesHaveRequests(part: Part): Finding[] {
  return eachOf(part, ['containers', 'instances'], ({ slo, hosts }, path) => {
    if (slo === undefined || slo === 'none' || !hosts || Object.keys(hosts).length > 0) return [];
    const expected = '"none", since it answers for no hosts: the load balancer counts none of its requests';
    return [{ path: [...path, 'slo'], expected }];
  });
}
