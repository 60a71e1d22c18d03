using Uhit.Client.Store;

namespace Uhit.Client.PostgreSql.Stores;

/// <summary>An inquiry and its row.</summary>
/// <param name="Id">The row.</param>
/// <param name="Record">The inquiry.</param>
internal sealed record InquiryRow(long Id, InquiryRecord Record);
