using System.Xml.Schema;

namespace Uhit.Contracts.Contract;

/// <summary>What was read: the services, and the compiled schemas of what their messages reach, and of nothing else.</summary>
internal sealed record ContractModel(IReadOnlyList<ServiceModel> Services, XmlSchemaSet Schemas);
