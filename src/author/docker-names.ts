// Names that Docker draws by chance: of cables, and of bridges of networks.

export const DOCKER_VETH = /\bveth[0-9a-f]{7}\b/g;
export const DOCKER_BRIDGE = /\bbr-[0-9a-f]{12}\b/g;
