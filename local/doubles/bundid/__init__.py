"""BundID as a SAML 2.0 identity provider: signs and encrypts what people say of themselves, misbehaves as told."""
