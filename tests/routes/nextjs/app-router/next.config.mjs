const withBundle = (config) => config;

/** @type {import('next').NextConfig} */
const nextConfig = { basePath: "/shop", reactStrictMode: true };

export default withBundle(nextConfig);
