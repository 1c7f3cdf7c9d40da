import type { MetadataRoute } from 'next';

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: ['/$', '/docs', '/sign-up', '/sign-in', '/_next/'], disallow: '/' },
  };
}
