using System.Text.Json.Serialization;
using Uhit.Client.Inquiries.Ledger;

namespace Uhit.Client.Store.Json;

/// <summary>The types that are stored as JSON, with code generated for each.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(UsageHistoryInquiry))]
[JsonSerializable(typeof(InquiryLedger))]
[JsonSerializable(typeof(StoredEventContent))]
[JsonSerializable(typeof(NewStoredEvent))]
[JsonSerializable(typeof(MessageHeader))]
[JsonSerializable(typeof(DeliveryPart))]
[JsonSerializable(typeof(Acknowledgement))]
[JsonSerializable(typeof(LineValidation))]
[JsonSerializable(typeof(Dictionary<string, ValidationRecord>))]
[JsonSerializable(typeof(Dictionary<string, DeliveryRecord>))]
[JsonSerializable(typeof(Dictionary<string, FetchRecord>))]
internal sealed partial class StoreJsonContext : JsonSerializerContext;
