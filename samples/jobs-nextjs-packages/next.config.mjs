/** @type {import('next').NextConfig} */
const nextConfig = {
  experimental: {
    instrumentationHook: true,
    serverComponentsExternalPackages: ['node-sqlite3-wasm', 'pino'],
  },
};

export default nextConfig;
