namespace Uhit.Contracts.Planning;

/// <summary>Any element of certain namespaces: <c>*</c>, <c>!urn:not-this</c>, or a list of them parted
/// by blanks with <c>##local</c> for none.</summary>
internal sealed record WildcardParticle(string Namespaces, int Min, int Max) : Particle(Min, Max);
