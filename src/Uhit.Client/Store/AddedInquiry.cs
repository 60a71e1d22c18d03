using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Store;

/// <summary>The outcome of storing an inquiry.</summary>
/// <param name="Record">The stored inquiry.</param>
/// <param name="WasAdded">Whether it was added now; otherwise it was there before.</param>
[Experimental("UHIT001")]
public sealed record AddedInquiry(InquiryRecord Record, bool WasAdded);
