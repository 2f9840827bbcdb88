// The forms in which an image leaves this computer.

export const EXPORT_FORMATS = ['image', 'vagrant-libvirt', 'qcow2'] as const;
/** `image`: for `image import` of another computer. The others boot by themselves. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
