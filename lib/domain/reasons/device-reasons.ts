import type { DeviceCode } from '#sdk/protocol/codes.ts';
import type { Reason } from './reason.ts';

/** What people read about each code that only a device reports. */
export const DEVICE_REASONS: Record<DeviceCode, Reason> = {
  'key-malformed': {
    title: 'License key malformed',
    says: 'The text in the app is not a whole license key: it was cut off, changed, or is something else.',
    fix: 'Copy the license key again from the dashboard, whole. Line breaks do no harm.',
    who: 'developer',
    retryHelps: false,
  },
  'key-not-trusted': {
    title: 'License key not trusted',
    says: 'The license key was not signed by a key that this app trusts. It may be from another installation.',
    fix: 'Use the license key and the trusted keys of the same installation.',
    who: 'developer',
    retryHelps: false,
  },
  'server-unreachable': {
    title: 'License server unreachable',
    says: 'No answer came from the license server: there is no network, or a firewall or proxy stands between.',
    fix: 'Let the device reach the address in the license key on port 443, directly or through the proxy.',
    who: 'developer',
    retryHelps: true,
  },
  'answer-not-trusted': {
    title: 'Answer not trusted',
    says: 'An answer came that the license server did not sign for this check. Something on the way changed it.',
    fix: 'Let proxies pass the answer on unchanged, and compare the trusted keys in the app with the server’s.',
    who: 'developer',
    retryHelps: true,
  },
  'clock-behind': {
    title: 'Device clock is behind',
    says: 'The device’s clock shows an earlier time than it did before, so the lease can no longer be measured.',
    fix: 'Set the device’s clock and let it check once.',
    who: 'developer',
    retryHelps: true,
  },
  'grace-exhausted': {
    title: 'Grace period over',
    says: 'The lease has ended, and the time allowed without reaching the license server has passed too.',
    fix: 'Connect the device and let it check once; without a network, ask support for an offline unlock.',
    who: 'developer',
    retryHelps: true,
  },
  'proxy-invalid': {
    title: 'Proxy setting invalid',
    says: 'The proxy address set in the app cannot be used. Nothing was sent, since nothing may go past the proxy.',
    fix: 'Set an https: address; http: is allowed for loopback only.',
    who: 'developer',
    retryHelps: false,
  },
};
