using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Store;

/// <summary>The inquiries that a search found.</summary>
/// <param name="Inquiries">At most <see cref="InquirySearch.Limit"/>: of those that ask for an ESI ID, unfinished ones and then the latest first.</param>
/// <param name="AreNamed">Whether they were found by RequestId or key; otherwise they ask for one of the ESI IDs.</param>
[Experimental("UHIT001")]
public sealed record InquiryCandidates(IReadOnlyList<InquiryRecord> Inquiries, bool AreNamed);
