export { Inspector, type InspectorProps, type ScannedResource } from './inspector';
