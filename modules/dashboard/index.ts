export { Dashboard, type DashboardProps, type Graph, type GraphMath } from './dashboard';
