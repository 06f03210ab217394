export { Dashboard, type DashboardProps, type Graph } from './dashboard';
