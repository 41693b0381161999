/** @type {import('next').NextConfig} */
const nextConfig = {
  experimental: {
    instrumentationHook: true,
    // Loads its .wasm file from disk next to the module, so it cannot be bundled.
    serverComponentsExternalPackages: ["node-sqlite3-wasm"],
  },
};

export default nextConfig;
