using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>An inquiry and its row.</summary>
/// <param name="Id">The row.</param>
/// <param name="Record">The inquiry.</param>
/// <param name="KeyId">The key that it is protected with.</param>
internal sealed record InquiryRow(long Id, InquiryRecord Record, string? KeyId);
