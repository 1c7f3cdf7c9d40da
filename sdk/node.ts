export { fileStore } from './client/file-store.ts';
