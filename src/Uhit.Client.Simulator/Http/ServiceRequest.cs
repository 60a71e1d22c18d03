using Uhit.Client.Wire;

namespace Uhit.Client.Simulator.Http;

/// <summary>A request to CNP's service: one of the three.</summary>
internal sealed record ServiceRequest(InquiryMessage? Inquiry = null, WireFetch? Fetch = null, WireConfirmation? Confirmation = null);
