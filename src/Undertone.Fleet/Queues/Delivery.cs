using RabbitMQ.Client.Events;

namespace Undertone.Fleet.Queues;

/// <summary>A message that was handed out.</summary>
/// <param name="Arguments">All but the body, whose memory is the client's.</param>
/// <param name="Body">A copy of the body.</param>
/// <param name="Begun">When it came, as a time stamp.</param>
internal sealed record Delivery(BasicDeliverEventArgs Arguments, byte[] Body, long Begun);
